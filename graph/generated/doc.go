// Package generated is gqlgen's output, committed so that the program builds
// without generating; CI proves it fresh.
package generated
