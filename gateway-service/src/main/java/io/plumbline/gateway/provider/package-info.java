/// Providers: vendors or servers of models, with their credentials.
@NullMarked
package io.plumbline.gateway.provider;

import org.jspecify.annotations.NullMarked;
