//go:build race

package storetest

// raceDetector tells that the tests run under the race detector, which makes
// SQLite about fifteen times as slow.
const raceDetector = true
