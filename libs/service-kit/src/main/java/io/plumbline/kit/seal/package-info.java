/// Encryption of what must not lie in the database in the clear.
@NullMarked
package io.plumbline.kit.seal;

import org.jspecify.annotations.NullMarked;
