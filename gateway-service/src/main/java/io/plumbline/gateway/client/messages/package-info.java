/// Messages in the client's dialect.
@NullMarked
package io.plumbline.gateway.client.messages;

import org.jspecify.annotations.NullMarked;
