let formsDrawn = 0;

/** The fields of a booking without their rules. */
function drawBookingForm(card, firstDate) {
  const suffix = 'mosty-' + ++formsDrawn + '-';
  const date = element('input', { type: 'date', class: 'mosty__control', id: suffix + 'date', min: firstDate, 'data-field': 'date' });
  const doctor = element('select', { class: 'mosty__control', id: suffix + 'doctor', 'data-field': 'doctor' });
  const time = element('select', { class: 'mosty__control', id: suffix + 'time', 'data-field': 'time' });
  const button = element('button', { type: 'button', class: 'mosty__button', 'data-action': 'register' }, card('register'));
  const retry = element('button', { type: 'button', class: 'mosty__link', 'data-action': 'retry', hidden: '' }, card('try_again'));
  const { box: messages, say } = messageBox();
  const labelled = (text, field) =>
    element('div', { class: 'mosty__row' }, element('label', { class: 'mosty__label', for: field.id }, text), field);
  const box = element('div', { class: 'mosty__booking' },
    labelled(card('date'), date), labelled(card('doctors'), doctor), labelled(card('time'), time),
    button, messages, retry);
  const fields = [date, doctor, time];

  return {
    box, date, doctor, time, button, retry,
    message: {
      say: (kind, text) => {
        retry.hidden = true;
        say(kind, text);
      },
    },
    busy: (field, busy) => field.setAttribute('aria-busy', String(busy)),
    offerRetry: () => { retry.hidden = false; },
    lock: (locked) => {
      button.disabled = locked;
      date.disabled = locked;
      doctor.disabled = locked || doctor.options.length < 2;
      time.disabled = locked || time.options.length < 2;
    },
    clearMarks: () => fields.forEach((field) => field.removeAttribute('aria-invalid')),
    mark: (field) => {
      if (field !== null) {
        field.setAttribute('aria-invalid', 'true');
        // The form is locked while a registration runs, and a locked field takes no focus.
        setTimeout(() => field.focus(), 0);
      }
    },
  };
}

/** Fills a list: the first line only says what to do. Nothing to choose from: switched off. */
function fill(select, hint, options) {
  select.replaceChildren(new Option(hint, '', true, true));
  options.forEach(({ value, text, disabled }) => {
    const option = new Option(text, value);
    option.disabled = disabled;
    select.append(option);
  });
  select.disabled = options.length === 0;
}
