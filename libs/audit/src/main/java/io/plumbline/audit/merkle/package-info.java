/// The Merkle tree of RFC 6962 (section 2.1; unchanged in RFC 9162) over SHA-256, and its proofs.
@NullMarked
package io.plumbline.audit.merkle;

import org.jspecify.annotations.NullMarked;
