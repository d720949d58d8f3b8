"""Parameters made from a tool's input_schema, and parameters that break it in one way."""

import string

import hypothesis
import jsonschema
from hypothesis import HealthCheck
from hypothesis import strategies as st

# Values that patterns of the catalogue ask for, for texts that end up in a path and are to stay readable.
PLAIN_TEXTS = (
    "x1",
    "spaces/a",
    "conferenceRecords/a",
    "conferenceRecords/a/transcripts/b",
    "properties/1",
    "properties/1/metadata",
)

OF_ANOTHER_TYPE = {"string": 12.5, "number": "many", "integer": 1.5, "boolean": "perhaps", "array": {}, "object": []}
VERSIONS = ("schema_version", "tool_version")
# Numbers travel as doubles, so larger ones would not come back as they were.
LARGEST = 2**53
TEXT = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


def types(schema):
    kinds = schema.get("type", [])
    return [kinds] if isinstance(kinds, str) else kinds


def values(schema):
    """What keeps a schema, as far as the catalogue's schemas go."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    return st.one_of([KINDS[kind](schema) for kind in types(schema)] or [st.none()])


def texts(schema):
    if "pattern" in schema:
        # Python's $ lets a line feed follow, JSON Schema's does not.
        matching = st.from_regex(schema["pattern"], alphabet=TEXT).filter(lambda text: not text.endswith("\n"))
        return matching.filter(jsonschema.Draft202012Validator(schema).is_valid)
    return st.text(TEXT, min_size=schema.get("minLength", 0), max_size=min(schema.get("maxLength", 40), 40))


def integers(schema):
    return st.integers(schema.get("minimum", -LARGEST), schema.get("maximum", LARGEST))


def numbers(schema):
    return st.floats(schema.get("minimum"), schema.get("maximum"), allow_nan=False, allow_infinity=False)


def arrays(schema):
    least = schema.get("minItems", 0)
    return st.lists(values(schema.get("items", {})), min_size=least, max_size=min(schema.get("maxItems", least + 3), 9))


def objects(schema):
    """What is required, often the rest as well, and at times something that nobody speaks of."""
    members = {name: values(rules) for name, rules in schema.get("properties", {}).items()}
    required = {name: members.pop(name) for name in schema.get("required", [])}
    if not members and not required:
        others = schema.get("additionalProperties", True)
        member = values(others) if isinstance(others, dict) else st.text(TEXT, max_size=9)
        return st.dictionaries(st.text(string.ascii_lowercase, min_size=1), member, max_size=2)
    return st.fixed_dictionaries(required, optional=members)


KINDS = {
    "string": texts,
    "integer": integers,
    "number": numbers,
    "boolean": lambda _: st.booleans(),
    "array": arrays,
    "object": objects,
    "null": lambda _: st.none(),
}


def examples(schema, count):
    """Some values that keep the schema, the same in every run."""
    found = []

    @hypothesis.settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(values(schema))
    def collect(value):
        found.append(value)

    collect()
    return found


def broken(schema, params):
    """Copies of good parameters in which every parameter breaks one rule: (rule, paths, parameters)."""
    required = schema.get("required", [])
    if required:
        yield "required", required, {key: value for key, value in params.items() if key not in required}
    wrong = {}
    for name, rules in schema.get("properties", {}).items():
        for rule, value in wrong_values(rules):
            wrong.setdefault(rule, {})[name] = value
    for rule, values_of_rule in wrong.items():
        yield rule, list(values_of_rule), params | values_of_rule


def wrong_values(rules):
    kinds = [kind for kind in types(rules) if kind != "null"]
    if len(kinds) == 1:
        yield "type", OF_ANOTHER_TYPE[kinds[0]]
    if "enum" in rules:
        yield "enum", "none of these" if "string" in kinds else -99_999
        return
    if "minimum" in rules:
        yield "minimum", rules["minimum"] - 1
    if "maximum" in rules:
        yield "maximum", rules["maximum"] + 1
    if rules.get("minLength", 0) > 0:
        yield "minLength", ""
    if "maxLength" in rules and "pattern" not in rules:
        yield "maxLength", "x" * (rules["maxLength"] + 1)
    if "pattern" in rules:
        yield "pattern", "\N{SNOWMAN} no pattern has this"
    if rules.get("minItems", 0) > 0:
        yield "minItems", []


def plain(schema):
    """A readable value."""
    if "enum" in schema:
        return schema["enum"][0]
    if "string" in types(schema):
        judge = jsonschema.Draft202012Validator(schema)
        return next(text for text in PLAIN_TEXTS if judge.is_valid(text))
    return examples(schema, 1)[0]
