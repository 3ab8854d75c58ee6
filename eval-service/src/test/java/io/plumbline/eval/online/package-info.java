@NullMarked
package io.plumbline.eval.online;

import org.jspecify.annotations.NullMarked;
