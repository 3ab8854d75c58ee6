/// Messages as clients speak them.
@NullMarked
package io.plumbline.gateway.client.messages;

import org.jspecify.annotations.NullMarked;
