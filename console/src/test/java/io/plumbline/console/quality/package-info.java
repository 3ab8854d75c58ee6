@NullMarked
package io.plumbline.console.quality;

import org.jspecify.annotations.NullMarked;
