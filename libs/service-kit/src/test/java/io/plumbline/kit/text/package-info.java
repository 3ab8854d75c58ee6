@NullMarked
package io.plumbline.kit.text;

import org.jspecify.annotations.NullMarked;
