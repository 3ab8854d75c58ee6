/// Sends what services have stored to be sent.
@NullMarked
package io.plumbline.kit.outbox;

import org.jspecify.annotations.NullMarked;
