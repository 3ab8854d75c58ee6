/// Work that any replica picks up.
@NullMarked
package io.plumbline.eval.schedule;

import org.jspecify.annotations.NullMarked;
