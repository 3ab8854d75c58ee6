/// Placeholders for hidden values, and the restoration of the values in answers and in arguments of tool calls.
@NullMarked
package io.plumbline.personaldata.placeholder;

import org.jspecify.annotations.NullMarked;
