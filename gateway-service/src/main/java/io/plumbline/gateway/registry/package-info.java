/// The gateway's copy of the registry: model versions and prompts.
@NullMarked
package io.plumbline.gateway.registry;

import org.jspecify.annotations.NullMarked;
