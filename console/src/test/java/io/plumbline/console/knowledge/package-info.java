@NullMarked
package io.plumbline.console.knowledge;

import org.jspecify.annotations.NullMarked;
