package dev.mosty.gate.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTreeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a=1                          | {"a":"1"}
            a[b][c]=1&a[b][d]=2          | {"a":{"b":{"c":"1","d":"2"}}}
            a%5Bb%5D=%D0%9F%D1%91+x%2B   | {"a":{"b":"Пё x+"}}
            a                            | {"a":""}
            a=                           | {"a":""}
            a=1&a=2                      | {"a":"2"}
            a[0][v]=1&a[0][v]=2          | {"a":{"0":{"v":"2"}}}
            &&a=1&                       | {"a":"1"}
            a=b=c                        | {"a":"b=c"}
            =x                           | {"0":"x"}
            a[b=1                        | {"a":"1"}
            a[b]x[c]=1                   | {"a":{"b":"1"}}
            a]=1                         | {"a]":"1"}
            """)
    void readsAFormAsATree(String form, String tree) {
        assertThat(FormTree.read(form)).hasToString(tree);
    }

    @Test
    void anEmptyBodyIsAnEmptyTree() {
        assertThat(FormTree.read("")).hasToString("{}");
    }

    @Test
    void aPathThatIsBothAValueAndAParentKeepsBoth() {
        assertThat(FormTree.read("n[type]=note&n[type][uuid]=7"))
                .hasToString("{\"n\":{\"type\":{\"\":\"note\",\"uuid\":\"7\"}}}");
        assertThat(FormTree.read("n[type][uuid]=7&n[type]=note"))
                .hasToString("{\"n\":{\"type\":{\"uuid\":\"7\",\"\":\"note\"}}}");
    }

    @Test
    void emptyBracketsAreTheNextNumber() {
        assertThat(FormTree.read("tags[]=a&tags[]=b")).hasToString("{\"tags\":{\"0\":\"a\",\"1\":\"b\"}}");
        assertThat(FormTree.read("t[][n]=a&t[][n]=b")).hasToString("{\"t\":{\"0\":{\"n\":\"a\"},\"1\":{\"n\":\"b\"}}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "a=%", "%4=1", "a=%D0%"})
    void aBrokenEscapeIsRefused(String form) {
        assertThatThrownBy(() -> FormTree.read(form)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNestedTooDeepIsRefused() {
        assertThat(FormTree.read("a" + "[x]".repeat(11) + "=1")
                        .at("/a" + "/x".repeat(11))
                        .asText())
                .isEqualTo("1");
        assertThatThrownBy(() -> FormTree.read("a" + "[x]".repeat(12) + "=1")).hasMessage("nested deeper than 12");
        assertThatThrownBy(() -> FormTree.read("a" + "[x]".repeat(1_000_000) + "=1"))
                .hasMessage("nested deeper than 12");
    }

    @Test
    void aHugeFormIsRefusedAndALargeOneIsNot() {
        assertThat(FormTree.read("a=1&".repeat(19_999) + "b=2").isEmpty()).isFalse();
        assertThatThrownBy(() -> FormTree.read("a=1&".repeat(20_001))).hasMessage("more than 20000 fields");
    }
}
