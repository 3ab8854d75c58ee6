/// The client's end of a call: whether it is still connected, and what ends when it is not.
@NullMarked
package io.plumbline.gateway.connection;

import org.jspecify.annotations.NullMarked;
