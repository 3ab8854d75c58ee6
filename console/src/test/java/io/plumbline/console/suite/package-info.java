@NullMarked
package io.plumbline.console.suite;

import org.jspecify.annotations.NullMarked;
