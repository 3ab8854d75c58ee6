/// Translation between the languages of clients and providers.
@NullMarked
package io.plumbline.gateway.translation;

import org.jspecify.annotations.NullMarked;
