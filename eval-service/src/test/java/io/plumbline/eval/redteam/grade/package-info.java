@NullMarked
package io.plumbline.eval.redteam.grade;

import org.jspecify.annotations.NullMarked;
