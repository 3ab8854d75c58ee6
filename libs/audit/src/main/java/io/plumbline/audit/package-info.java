/// The audit log: append, read, canonical form, Merkle verification.
@NullMarked
package io.plumbline.audit;

import org.jspecify.annotations.NullMarked;
