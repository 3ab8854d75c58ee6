@NullMarked
package io.plumbline.eval.agent;

import org.jspecify.annotations.NullMarked;
