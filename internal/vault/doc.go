// Package vault keeps what is at rest unreadable: a Ring of keys seals bytes
// before they are stored and opens them again. It knows no store, no actor and
// no record; what a sealed thing belongs to comes in as its context.
//
// A sealed thing is one byte for the key's ID, a nonce of 12 bytes, and the
// ciphertext of AES-256-GCM with its tag of 16 bytes: Overhead more than the
// plain bytes. Opening needs the same context that sealing had. A caller passes
// what the thing is and whose it is, so that nobody who can write to the store
// can move one person's record under another person's name.
//
// # Changing the key
//
// A key file holds one key a line, the current one first. To change it:
//
//  1. Add the new key as the last line on every machine and restart: everybody
//     can now open what it sealed, and nobody uses it yet.
//  2. Move its line to the top on every machine and restart: from now on all
//     that is written is sealed with it, the old keys still open the rest.
//  3. Take the old line out once everything was written again or has been
//     deleted for its age. What only the old key opens is lost then.
//
// With a single machine, steps one and two are one. Nonces are random, so a key
// should be changed before it has sealed about four thousand million things.
package vault
