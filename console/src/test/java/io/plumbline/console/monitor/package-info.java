/// Tests of the package of the same name.
@NullMarked
package io.plumbline.console.monitor;

import org.jspecify.annotations.NullMarked;
