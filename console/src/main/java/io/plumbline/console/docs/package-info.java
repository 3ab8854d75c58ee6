/// The documentation, as pages of the console.
@NullMarked
package io.plumbline.console.docs;

import org.jspecify.annotations.NullMarked;
