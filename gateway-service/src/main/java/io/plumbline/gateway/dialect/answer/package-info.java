/// Answers in a client's dialect, as the call pipeline reads, changes and measures them.
@NullMarked
package io.plumbline.gateway.dialect.answer;

import org.jspecify.annotations.NullMarked;
