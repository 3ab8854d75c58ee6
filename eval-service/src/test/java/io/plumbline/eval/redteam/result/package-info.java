@NullMarked
package io.plumbline.eval.redteam.result;

import org.jspecify.annotations.NullMarked;
