const DOCTORS_MILLIS = 20000;
/** amo-proxy itself waits 30 s for 1C's document. */
const DOCUMENT_MILLIS = 45000;

/**
 * «Дата записи», «Список врачей», «Время записи» and the button. The state is what the three fields show, plus the
 * doctors of the date last asked for; an answer to an older question is thrown away.
 *
 * @param life its `over` turns true when the card is closed
 */
function drawBooking(self, settings, words, root, life) {
  const card = words('card');
  const errors = words('errors');
  const form = drawBookingForm(card, today());
  const { date, doctor, time, button, message } = form;
  root.append(form.box);

  let doctors = [];
  let question = 0;
  let sending = false;

  const chosenDoctor = () => (doctor.value === '' ? null : doctors[Number(doctor.value)] || null);

  function showDoctors(found, keepName) {
    doctors = found;
    const usual = found.length > 0 ? card('choose_doctor') : card('choose_date');
    fill(doctor, usual, found.map((one, index) => ({
      value: String(index),
      text: card(one.hours.length > 0 ? 'doctor_free' : 'doctor_busy', { doctor: one.name, count: one.hours.length }),
      disabled: one.hours.length === 0,
    })));
    const kept = found.findIndex((one) => one.name === keepName && one.hours.length > 0);
    if (kept >= 0) {
      doctor.value = String(kept);
    }
    showHours();
  }

  function showHours() {
    const chosen = chosenDoctor();
    doctor.title = chosen === null ? '' : chosen.name;
    fill(time, chosen === null ? card('choose_doctor') : card('choose_time'),
      chosen === null ? [] : chosen.hours.map((hour) => ({ value: hour, text: hour, disabled: false })));
  }

  /** Asks for the date's doctors. `quiet` leaves the message of a registration alone. */
  async function askDoctors(quiet, keepName) {
    const asked = ++question;
    const current = () => asked === question && !life.over;
    showDoctors([], '');
    if (!quiet) {
      message.say();
    }
    const refusal = date.value === '' ? card('need_date') : date.value < today() ? card('past_date') : settingsRefusal(self, settings, errors);
    if (refusal !== '') {
      if (!quiet && date.value !== '') {
        message.say('error', refusal);
      }
      return;
    }
    fill(doctor, card('loading'), []);
    form.busy(doctor, true);
    const answer = await postToProxy(self, settings, 'get_doctor_time', { date: date.value }, DOCTORS_MILLIS);
    if (!current()) {
      return;
    }
    form.busy(doctor, false);
    const read = answer.status === 200 ? readDoctors(readJson(answer.text)) : null;
    showDoctors(read === null ? [] : read.doctors, keepName);
    if (read === null) {
      fill(doctor, card('choose_date'), []);
      if (!quiet) {
        message.say('error', refusalText(answer, errors, ''));
      }
      form.offerRetry();
    } else if (!quiet && read.doctors.length === 0) {
      message.say('warn', read.refused > 0 ? card('not_understood', { count: read.refused }) : card('no_doctors'));
    } else if (!quiet && read.refused > 0) {
      message.say('warn', card('not_understood', { count: read.refused }));
    }
  }

  /** The first thing that is missing, with its field; null if all is there. */
  function missing() {
    const checks = [
      [currentLeadId() === 0, null, 'unsaved'],
      [date.value === '', date, 'need_date'],
      [date.value < today(), date, 'past_date'],
      [chosenDoctor() === null, doctor, 'need_doctor'],
      [time.value === '', time, 'need_time'],
    ];
    const found = checks.find(([wrong]) => wrong);
    return found === undefined ? null : { field: found[1], text: card(found[2]) };
  }

  async function register() {
    form.clearMarks();
    const lacking = missing();
    const refusal = lacking === null ? settingsRefusal(self, settings, errors) : lacking.text;
    if (refusal !== '') {
      form.mark(lacking === null ? null : lacking.field);
      message.say('error', refusal);
      return;
    }
    const booking = { numberAmo: currentLeadId(), date: date.value, doctor: chosenDoctor().name, time: time.value };
    message.say('busy', card('registering'));
    let patient;
    try {
      patient = readPatient(await readCard(booking.numberAmo), settings);
    } catch (fault) {
      console.error('mosty widget', fault);
      message.say('error', errors('contact'));
      return;
    }
    const document = Object.assign(booking, {
      customer: patient.customer,
      tel: patient.phones[0] || '',
      gender: patient.genderCode,
      DateofBirth: patient.birth,
    });
    const answer = await postToProxy(self, settings, 'create_document', document, DOCUMENT_MILLIS);
    if (life.over) {
      return;
    }
    const made = answer.status === 200 ? readJson(answer.text) : null;
    if (made === null || typeof made.error === 'string') {
      message.say('error', refusalText(answer, errors, errors('unknown_document')));
      return;
    }
    const nameless = document.customer === '' && document.tel === '' ? ' ' + card('patient_unknown') : '';
    const what = card('registered_what', {
      doctor: document.doctor, date: document.date.split('-').reverse().join('.'), time: document.time,
    });
    message.say('ok', registeredText(made, card) + nameless + '\n' + what);
    await askDoctors(true, document.doctor);
  }

  date.addEventListener('change', () => shielded(() => askDoctors(false, '')));
  doctor.addEventListener('change', () => shielded(showHours));
  form.retry.addEventListener('click', () => shielded(() => askDoctors(false, '')));
  button.addEventListener('click', () => {
    if (sending) {
      return;
    }
    sending = true;
    form.lock(true);
    shielded(register).finally(() => {
      sending = false;
      form.lock(false);
    });
  });
  showDoctors([], '');
  if (currentLeadId() === 0) {
    message.say('warn', card('unsaved'));
  }

  /** Runs it; whatever goes wrong in it is told in our box and stops there. */
  function shielded(action) {
    return Promise.resolve().then(action).catch((fault) => {
      console.error('mosty widget', fault);
      message.say('error', errors('own'));
    });
  }
}

/** Why the proxy cannot be asked at all; empty if it can. */
function settingsRefusal(self, settings, errors) {
  if (settings.proxyUrl === '') {
    return errors('proxy_url');
  }
  if (!isAddress(settings.proxyUrl)) {
    return errors('proxy_url_wrong');
  }
  return settings.proxyToken === '' && typeof self.$authorizedAjax !== 'function' ? errors('no_token') : '';
}

function registeredText(made, card) {
  const number = typeof made.number === 'string' || typeof made.number === 'number' ? String(made.number).trim() : '';
  return number === '' ? card('registered_without_number') : card('registered', { number });
}

/** Today where the person sits, as `YYYY-MM-DD`. */
function today() {
  const now = new Date();
  const two = (part) => String(part).padStart(2, '0');
  return now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate());
}
