/// Tests of the package of the same name.
@NullMarked
package io.plumbline.console.usage;

import org.jspecify.annotations.NullMarked;
