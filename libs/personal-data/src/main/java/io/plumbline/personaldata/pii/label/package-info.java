/// Labels that identify the number or name after them, as lists of words.
@NullMarked
package io.plumbline.personaldata.pii.label;

import org.jspecify.annotations.NullMarked;
