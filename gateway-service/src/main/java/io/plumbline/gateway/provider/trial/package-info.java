/// Tests of the connection to a provider.
@NullMarked
package io.plumbline.gateway.provider.trial;

import org.jspecify.annotations.NullMarked;
