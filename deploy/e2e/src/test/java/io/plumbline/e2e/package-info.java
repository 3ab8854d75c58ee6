/// Tests of the whole, against the stack that `./plumbline demo` leaves running.
@NullMarked
package io.plumbline.e2e;

import org.jspecify.annotations.NullMarked;
