/// Telephone numbers.
@NullMarked
package io.plumbline.personaldata.pii.phone;

import org.jspecify.annotations.NullMarked;
