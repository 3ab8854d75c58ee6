/// Verifies the whole log against itself, its signatures and external checkpoints.
@NullMarked
package io.plumbline.audit.verification;

import org.jspecify.annotations.NullMarked;
