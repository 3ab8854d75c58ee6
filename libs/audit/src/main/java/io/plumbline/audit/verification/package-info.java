/// Checks the whole log against itself, its signatures, and what others remember of it.
@NullMarked
package io.plumbline.audit.verification;

import org.jspecify.annotations.NullMarked;
