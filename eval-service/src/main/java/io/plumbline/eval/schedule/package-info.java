/// Work that any replica can process.
@NullMarked
package io.plumbline.eval.schedule;

import org.jspecify.annotations.NullMarked;
