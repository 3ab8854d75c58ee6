/// Calls: list, call page, content, feedback.
@NullMarked
package io.plumbline.console.call;

import org.jspecify.annotations.NullMarked;
