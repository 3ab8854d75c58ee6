/// Feedback: list with filters, and satisfaction by route and version.
@NullMarked
package io.plumbline.console.feedback;

import org.jspecify.annotations.NullMarked;
