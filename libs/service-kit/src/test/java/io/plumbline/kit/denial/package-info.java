@NullMarked
package io.plumbline.kit.denial;

import org.jspecify.annotations.NullMarked;
