/// Encryption of values that must not be stored in plain text.
@NullMarked
package io.plumbline.kit.seal;

import org.jspecify.annotations.NullMarked;
