@NullMarked
package io.plumbline.kit.sibling;

import org.jspecify.annotations.NullMarked;
