@NullMarked
package io.plumbline.eval.redteam.probe;

import org.jspecify.annotations.NullMarked;
