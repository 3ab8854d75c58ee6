@NullMarked
package io.plumbline.console.gate;

import org.jspecify.annotations.NullMarked;
