/// Tests of the console.
@NullMarked
package io.plumbline.console;

import org.jspecify.annotations.NullMarked;
