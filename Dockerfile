# The page, then the binary with the page inside, then an image of little else that runs without root.
FROM node:20-bookworm-slim AS page
WORKDIR /src/web
# The dependencies first: they change seldom, so this layer is reused.
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci
COPY web/ ./
RUN npm run build

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=page /src/web/dist web/dist
# No cgo: the image below has no C library.
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/dealgraph ./server \
 && mkdir /out/data

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/dealgraph /dealgraph
# Owned by the image's user, so that a fresh volume mounted here can be written.
COPY --from=build --chown=65532:65532 /out/data /data
# All interfaces of the container; what is published is the business of who runs it.
ENV DEALGRAPH_ADDR=0.0.0.0:8080 \
    DEALGRAPH_DATA_DIR=/data
# By number, so that Kubernetes' runAsNonRoot can see that it is not root.
USER 65532:65532
EXPOSE 8080
VOLUME /data
# There is no shell and no curl: the binary asks itself, at DEALGRAPH_ADDR, whether its store answers.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/dealgraph", "ready"]
ENTRYPOINT ["/dealgraph"]
CMD ["serve"]
