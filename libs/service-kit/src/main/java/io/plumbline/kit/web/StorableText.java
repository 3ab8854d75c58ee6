package io.plumbline.kit.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.jackson.JsonNodeDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/// Refuses text in bodies that cannot be stored, in strings, keys and trees: NUL, which Postgres does not accept,
/// and unpaired surrogates, which have no UTF-8 encoding.
final class StorableText extends SimpleModule {

    private static final long serialVersionUID = 1L;

    StorableText() {
        super("storable-text");
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addDeserializers(new Checks());
        context.addKeyDeserializers((type, _, _) -> type.hasRawClass(String.class) ? new Key() : null);
    }

    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static String checked(String text, DeserializationContext context) {
        if (!isStorable(text)) {
            throw context.weirdStringException(text, String.class, "cannot be stored");
        }
        return text;
    }

    private static final class Checks extends Deserializers.Base {

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
            return type == String.class || JsonNode.class.isAssignableFrom(type);
        }

        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            return type.hasRawClass(String.class) ? new Text() : null;
        }

        @Override
        public ValueDeserializer<?> findTreeNodeDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            return new Tree(JsonNodeDeserializer.getDeserializer(type.getRawClass()));
        }
    }

    /// Accepts only JSON strings as text.
    private static final class Text extends StdScalarDeserializer<String> {

        Text() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (String) context.handleUnexpectedToken(String.class, parser);
            }
            return checked(parser.getString(), context);
        }
    }

    private static final class Key extends KeyDeserializer {

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return checked(key, context);
        }
    }

    private static final class Tree extends DelegatingDeserializer {

        Tree(ValueDeserializer<?> tree) {
            super(tree);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> tree) {
            return new Tree(tree);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            Object tree = super.deserialize(parser, context);
            if (tree instanceof JsonNode node) {
                check(node, context);
            }
            return tree;
        }

        private static void check(JsonNode node, DeserializationContext context) {
            if (node.isString()) {
                checked(node.asString(), context);
            }
            node.propertyStream().forEach(member -> checked(member.getKey(), context));
            node.forEach(child -> check(child, context));
        }
    }
}
