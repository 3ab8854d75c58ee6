/// The Merkle tree of RFC 6962 (section 2.1; RFC 9162 keeps it) over SHA-256, and proofs about it.
@NullMarked
package io.plumbline.audit.merkle;

import org.jspecify.annotations.NullMarked;
