@NullMarked
package io.plumbline.kit.prompt;

import org.jspecify.annotations.NullMarked;
