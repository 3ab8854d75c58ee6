/// The dialects of clients and providers, as the call pipeline sees them.
@NullMarked
package io.plumbline.gateway.dialect;

import org.jspecify.annotations.NullMarked;
