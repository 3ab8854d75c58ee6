/// Searches in the knowledge bases of the registry for the calls of routes.
@NullMarked
package io.plumbline.gateway.retrieval;

import org.jspecify.annotations.NullMarked;
