@NullMarked
package io.plumbline.console.evaluation;

import org.jspecify.annotations.NullMarked;
