// Package deploy holds no code, only the tests of Dockerfile and docker-compose.yml: they are read as the tools read
// them, for machines without a container engine.
package deploy
