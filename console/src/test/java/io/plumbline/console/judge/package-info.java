@NullMarked
package io.plumbline.console.judge;

import org.jspecify.annotations.NullMarked;
