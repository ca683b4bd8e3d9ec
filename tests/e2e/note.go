// SPDX-License-Identifier: MIT

// Opens a signed note with golang.org/x/mod/sumdb/note, the first
// implementation of C2SP's signed notes: note NAME KEY < NOTE, KEY being 32
// bytes in hexadecimal.
package main

import (
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"golang.org/x/mod/sumdb/note"
)

func main() {
	key, err := hex.DecodeString(os.Args[2])
	if err != nil {
		panic(err)
	}
	vkey, err := note.NewEd25519VerifierKey(os.Args[1], key)
	if err != nil {
		panic(err)
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		panic(err)
	}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Print(opened.Text)
}
