@NullMarked
package io.plumbline.eval.redteam;

import org.jspecify.annotations.NullMarked;
